# What explain, replace, run and the configuration are told wrongly.
# versions: 1.27,1.30,1.33
kubectl explain po.spec. | head -3
kubectl explain .spec
kubectl explain pod.spec.containers[0] 2>&1 | tail -1
kubectl explain pod..spec 2>&1 | tail -1
kubectl explain pod..spec --api-version=v1 2>&1 | tail -1
kubectl explain pod.spec.containers[0] --api-version=v1 2>&1 | tail -1
kubectl run x --image=nginx --annotations=a
kubectl replace cm c1
kubectl config view --raw > k.yaml
sed 's#certificate-authority-data:.*#certificate-authority: /etc/nope.crt#' k.yaml > k2.yaml
grep certificate-authority: k2.yaml
kubectl --kubeconfig k2.yaml get nodes
kubectl --certificate-authority=nope get nodes
kubectl --client-certificate=nope get nodes
kubectl --client-key=nope get nodes
kubectl --kubeconfig k.yaml --context nosuch get nodes
kubectl --kubeconfig k.yaml --cluster nosuch get nodes
kubectl --kubeconfig k.yaml --user nosuch get nodes
kubectl --kubeconfig nosuch get nodes
echo 'not: [yaml' > k5.yaml
kubectl --kubeconfig k5.yaml get nodes
sed 's#current-context:.*#current-context: other#' k.yaml > k6.yaml
kubectl --kubeconfig k6.yaml get nodes
sed 's#client-certificate-data:.*#client-certificate: /etc/nope.crt#' k.yaml > k7.yaml
kubectl --kubeconfig k7.yaml get nodes
kubectl get pods -v=99999999999999
kubectl get pods --vmodule=x
kubectl get pods --profile=foo
