# Variables, quotes, here-documents, globs, exit codes.
NAME=web IMAGE=nginx:1.25
kubectl create deployment $NAME --image=$IMAGE
kubectl get deploy "$NAME" -o name
kubectl get deploy '$NAME' -o name
kubectl get deploy $NAM -o name
kubectl get deploy "$NAM" -o name
kubectl get deploy ${NAME} -o name
kubectl get deploy ${NAME}s
kubectl get deploy $NAMEs -o name
kubectl get deploy ${NAME:-db} -o name
kubectl get deploy ${OTHER:-web} -o name
NAME = web
NAME= web
export NAME; bash -c 'echo $NAME'
kubectl create cm greet --from-literal=text=hello world
kubectl create cm greet --from-literal=text="hello world"
kubectl get cm greet -o jsonpath={.data.text}; echo
kubectl create cm star --from-literal=glob=*
kubectl get cm star -o jsonpath={.data.glob}; echo
touch a.yaml b.yaml; kubectl apply -f *.yaml
kubectl apply -f {a,b}.yaml
kubectl create cm files --from-file=*.yaml
kubectl get pods -l app in (web)
kubectl get pods -l "app in (web)" -o name | wc -l
kubectl get pods -l app!=web
kubectl get deploy web -o jsonpath={.spec.replicas} ; echo
kubectl get deploy web -o jsonpath={range .items[*]}
kubectl get deploy web -o jsonpath="{.metadata.labels['app']}"; echo
kubectl get deploy web -o jsonpath='{.metadata.labels['app']}'; echo
kubectl get deploy web -o jsonpath="{.metadata.name}{"\t"}{.spec.replicas}"; echo
kubectl patch deploy web -p "{"spec":{"replicas":2}}"
kubectl patch deploy web -p '{"spec":{"replicas":2}}'
R=3; kubectl patch deploy web -p '{"spec":{"replicas":$R}}'
R=3; kubectl patch deploy web -p "{\"spec\":{\"replicas\":$R}}"
kubectl annotate deploy web note="it's \"fine\""
kubectl get deploy web -o jsonpath='{.metadata.annotations.note}'; echo
kubectl annotate deploy web price=$5 cost='$5'
kubectl get deploy web -o jsonpath='{.metadata.annotations.price}|{.metadata.annotations.cost}'; echo
cat <<EOF1 | kubectl apply -f -
apiVersion: v1
kind: ConfigMap
metadata:
  name: $NAME-config
data:
  image: "$IMAGE"
  sum: "$((1 + 2))"
  when: "$(echo now)"
  cash: "\$5"
EOF1
kubectl get cm web-config -o jsonpath='{.data}'; echo
cat <<'EOF2' | kubectl apply -f -
apiVersion: v1
kind: ConfigMap
metadata:
  name: $NAME-config
EOF2
kubectl apply -f - <<-EOF3
	apiVersion: v1
	kind: ConfigMap
	metadata: {name: tabbed}
EOF3
kubectl apply -f - <<EOF4
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${MISSING}
EOF4
cat > $NAME.yaml <<EOF5
apiVersion: v1
kind: Service
metadata:
  name: $NAME
spec:
  selector: {app: $NAME}
  ports: [{port: 80}]
EOF5
kubectl create -f web.yaml && kubectl get svc web -o jsonpath='{.spec.ports[0].targetPort}'; echo
kubectl create -f web.yaml || echo already there
kubectl get svc nosuch 2>/dev/null || kubectl get svc web -o name
kubectl get svc web >/dev/null && echo there || echo not there
kubectl get svc nosuch >/dev/null 2>&1 && echo there || echo not there
if ! kubectl get svc nosuch >/dev/null 2>&1; then echo missing; fi
if kubectl get svc nosuch; then echo yes; else echo no $?; fi
kubectl get svc nosuch; echo $?
kubectl get svc web -o name; echo $?
kubectl gett svc; echo $?
kubectl get svc --nope; echo $?
! kubectl get svc nosuch; echo $?
[ $(kubectl get deploy web -o jsonpath='{.spec.replicas}') -eq 3 ] && echo three
[ $(kubectl get deploy nosuch -o jsonpath='{.spec.replicas}' 2>/dev/null) -eq 3 ] && echo three
[ "$(kubectl get deploy web -o jsonpath='{.spec.replicas}')" == "3" ] && echo three
[[ $(kubectl get svc web -o jsonpath='{.spec.type}') == Cluster* ]] && echo cluster
[[ $(kubectl get svc web -o jsonpath='{.spec.clusterIP}') =~ ^10\.([0-9]+)\. ]] && echo ${BASH_REMATCH[1]}
[$(kubectl get deploy web -o jsonpath='{.spec.replicas}') -eq 3] && echo three
test -f web.yaml && kubectl delete -f web.yaml
test -f nosuch.yaml && kubectl delete -f nosuch.yaml
case $(kubectl get deploy web -o jsonpath='{.spec.replicas}') in 1) echo one;; [23]) echo few;; *) echo many;; esac
ready() { kubectl get deploy $1 -o jsonpath='{.status.readyReplicas}'; echo; }; ready web; ready nosuch
alias kg='kubectl get'
kg deploy -o name
kg
unalias kg; kg deploy
OUT=$(kubectl get deploy nosuch); echo "[$OUT] $?"
OUT=$(kubectl get deploy nosuch 2>&1); echo "[$OUT]"
OUT=`kubectl get deploy web -o name`; echo $OUT
echo "pods: `kubectl get pods --no-headers | wc -l`"
PODS=($(kubectl get pods -o name)); echo ${#PODS[@]}
IP=$(kubectl get deploy web -o jsonpath='{.spec.replicas}') && echo "got $IP"
kubectl get deploy web -o name; kubectl get deploy nosuch; kubectl get deploy web -o name
(kubectl get deploy nosuch || exit 4); echo $?
{ kubectl get deploy web -o name; kubectl get cm greet -o name; } | sort
kubectl get deploy # nothing but a remark
kubectl get deploy \-o name
kubectl get dep\loy -o name
kubectl 'get deploy'
"kubectl" get deploy -o name
'kubectl get' deploy
kubectl get deploy -o name ; ; echo x
kubectl get deploy &&
kubectl get deploy -o name |
kubectl get deploy 'web
echo 'kubectl get deploy -o name' > try.sh; bash try.sh
./try.sh
chmod +x try.sh; ./try.sh
printf '#!/bin/bash\nset -e\nkubectl get deploy nosuch\necho never\n' > strict.sh; bash strict.sh; echo $?
printf 'kubectl get deploy -o name\r\n' > dos.sh; bash dos.sh
env NAME=x bash -c 'echo $NAME'
KUBECONFIG=/no/such kubectl get pods
unset NAME; kubectl get deploy $NAME -o name
kubectl get deploy -o name | cat -n
type kubectl | grep -c kubectl
which nosuchprogram
eval "kubectl get deploy -o name"
echo kubectl get deploy -o name | bash
seq 3 | xargs -I N kubectl create cm made-N
kubectl delete cm made-{1,2,3}
kubectl delete cm made-{1..3} --ignore-not-found
