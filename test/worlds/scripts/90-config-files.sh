# Kubeconfig files of one's own: --kubeconfig, several in $KUBECONFIG, files in and out of them.
cat > demo1 <<'END'
apiVersion: v1
kind: Config
clusters:
- cluster: {server: "https://1.2.3.4", certificate-authority: ca.crt}
  name: development
users:
- name: developer
  user: {username: exp, password: some}
contexts:
- context: {cluster: development, namespace: frontend, user: developer}
  name: dev-frontend
END
cat > demo2 <<'END'
apiVersion: v1
kind: Config
preferences: {}
contexts:
- context: {cluster: development, namespace: ramp, user: developer}
  name: dev-ramp-up
- context: {cluster: other, user: x}
  name: dev-frontend
current-context: dev-ramp-up
END
kubectl config --kubeconfig=demo1 view
kubectl config --kubeconfig=demo1 view --merge
kubectl config --kubeconfig=demo3 set-cluster development --server=https://1.2.3.4 --certificate-authority=fake-ca-file
cat demo3
kubectl config --kubeconfig=demo3 set-cluster test --server=https://5.6.7.8 --insecure-skip-tls-verify
kubectl config --kubeconfig=demo3 set-credentials developer --client-certificate=fake-cert-file --client-key=fake-key-seefile
kubectl config --kubeconfig=demo3 set-credentials experimenter --username=exp --password=some-password
kubectl config --kubeconfig=demo3 set-context dev-frontend --cluster=development --namespace=frontend --user=developer
kubectl config --kubeconfig=demo3 view
kubectl config --kubeconfig=demo3 use-context dev-frontend
kubectl config --kubeconfig=demo3 view --minify
kubectl config --kubeconfig=demo3 current-context
kubectl config --kubeconfig=demo3 set-cluster test --certificate-authority=fake-ca-file
cat demo3
kubectl config --kubeconfig=demo3 set-cluster test --tls-server-name=x
kubectl config --kubeconfig=demo3 set-cluster test --server=https://9.9.9.9
kubectl config --kubeconfig=demo3 set-cluster test --insecure-skip-tls-verify --certificate-authority=x
kubectl config --kubeconfig=demo3 set-cluster test --embed-certs
kubectl config --kubeconfig=demo3 set-cluster test --insecure-skip-tls-verify=true
kubectl config --kubeconfig=demo3 set-cluster ''
kubectl config --kubeconfig=demo3 view -o json
kubectl config --kubeconfig=demo3 view --flatten
echo CA > fake-ca-file; echo CERT > fake-cert-file; echo KEY > fake-key-seefile; kubectl config --kubeconfig=demo3 view --flatten
kubectl config --kubeconfig=demo3 view --raw
kubectl config --kubeconfig=demo3 set-credentials developer --client-certificate=fake-cert-file --client-key=fake-key-seefile --embed-certs=true
kubectl config --kubeconfig=demo3 set-cluster development --certificate-authority=fake-ca-file --embed-certs
cat demo3
kubectl config --kubeconfig=demo3 delete-context dev-frontend
kubectl config --kubeconfig=demo3 delete-context dev-frontend
kubectl config --kubeconfig=demo3 delete-cluster test
kubectl config --kubeconfig=demo3 delete-user experimenter
kubectl config --kubeconfig=demo3 delete-user
kubectl config --kubeconfig=demo3 unset current-context
kubectl config --kubeconfig=demo3 unset users.developer
kubectl config --kubeconfig=demo3 unset users.nope
kubectl config --kubeconfig=demo3 unset users.nope.token
kubectl config --kubeconfig=demo3 unset clusters.development.certificate-authority-data
kubectl config --kubeconfig=demo3 set clusters.development.certificate-authority-data aGVsbG8=
kubectl config --kubeconfig=demo3 set clusters.development.certificate-authority-data hello
kubectl config --kubeconfig=demo3 set clusters.development.certificate-authority-data 'h*llo'
kubectl config --kubeconfig=demo3 set clusters.development.certificate-authority-data hello --set-raw-bytes=true
kubectl config --kubeconfig=demo3 set clusters.development.insecure-skip-tls-verify maybe
kubectl config --kubeconfig=demo3 set clusters.10.1.2.3.server https://10.1.2.3
kubectl config --kubeconfig=demo3 set nope.x y
kubectl config --kubeconfig=demo3 set contexts.x.namespace ''
kubectl config --kubeconfig=demo3 set users.u.token abc
cat demo3
export KUBECONFIG=demo1:demo2:nofile
kubectl config view
kubectl config get-contexts
kubectl config current-context
kubectl config set-context dev-ramp-up --namespace=changed
cat demo2
kubectl config set-context brand-new --cluster=development
cat demo1
kubectl config use-context brand-new
cat demo1 demo2
kubectl config unset current-context
kubectl config current-context
kubectl config delete-context dev-frontend
cat demo1
kubectl config get-contexts -o name
kubectl config delete-context dev-frontend
kubectl config rename-context dev-ramp-up ramp
cat demo2
kubectl config get-clusters
kubectl config get-users
kubectl config view --merge=false
kubectl config view --minify
export KUBECONFIG=nofile1:nofile2
kubectl config view
kubectl config set-context n --namespace=x
ls nofile*
kubectl get pods
export KUBECONFIG=demo1:$HOME/.kube/config
kubectl config use-context kubernetes-admin@kubernetes
kubectl get pods
kubectl config view --flatten > /dev/null
unset KUBECONFIG
kubectl get pods --kubeconfig=nofile9
kubectl config view --kubeconfig=nofile9
kubectl config current-context --kubeconfig=nofile9
kubectl config use-context x --kubeconfig=nofile9
kubectl config get-contexts --kubeconfig=nofile9
kubectl create cm x --kubeconfig=nofile9 --dry-run=client -o name
printf 'junk' > bad1; kubectl config view --kubeconfig=bad1
printf 'kind: Config\napiVersion: v1\nusers: {a: b}\n' > bad2; kubectl get pods --kubeconfig=bad2
printf '[1]' > bad3; kubectl get pods --kubeconfig=bad3
KUBECONFIG=bad1 kubectl get pods
: > empty; kubectl config view --kubeconfig=empty
kubectl config view -o wide
kubectl config view x
kubectl config get-contexts -o wide
kubectl config set-context --current x
kubectl config unset nope.x.y
kubectl config set-credentials bob --client-certificate=nope --embed-certs
