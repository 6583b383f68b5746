# Things left out: names, images, numbers, quotes, files.
kubectl create
kubectl create -f
kubectl create -f ''
kubectl create deployment --image=nginx
kubectl create deployment web nginx
kubectl create deployment web -image=nginx
kubectl create deployment web --image
kubectl create deployment web --image=
kubectl create deployment web --image=nginx --replicas
kubectl create deployment web --image=nginx --replicas=two
kubectl create deployment web --image=nginx --replicas=-1
kubectl create deployment Web --image=nginx
kubectl create deployment web_app --image=nginx
kubectl create deployment web --image=nginx --port=http
kubectl create deployment web --image=nginx --image=redis -- sleep 1
kubectl create deployment web --image=nginx
kubectl create deployment web --image=nginx
kubectl create namespace
kubectl create namespace Dev
kubectl create namespace dev stage
kubectl create namespace dev
kubectl create ns dev
kubectl create configmap
kubectl create configmap a --from-literal=color
kubectl create configmap a --from-literal==blue
kubectl create configmap a --from-literal color=blue
kubectl create configmap a --from-literal=color=blue
kubectl create configmap b --from-literal=color=blue --from-literal=color=red
kubectl create configmap c --from-file=nosuch.txt
kubectl create configmap c --from-env-file=nosuch.env
kubectl create secret generic
kubectl create secret generic pw password=x
kubectl create secret generic pw --from-literal=password
kubectl create secret pw --from-literal=password=x
kubectl create service clusterip
kubectl create service clusterip web
kubectl create service clusterip web --tcp=eighty
kubectl create service clusterip web --tcp=99999
kubectl create service nodeport web --tcp=80 --node-port=80
kubectl create service loadbalancer
kubectl create serviceaccount
kubectl expose deployment web
kubectl expose deployment
kubectl expose web --port=80
kubectl expose deployment web --port=http
kubectl expose deployment web --port=80 --type=ClusterIp
kubectl expose deployment web --port=80 --target-port=x_y
kubectl expose deployment web --port 80
kubectl expose deployment web --port 80
kubectl expose pod nosuch --port 80
kubectl expose cm a --port 80
kubectl run
kubectl run --image=nginx
kubectl run nginx
kubectl run nginx nginx
kubectl run nginx --image nginx --restart=Maybe
kubectl run nginx --image nginx --port=x
kubectl run nginx --image nginx --env=COLOR
kubectl run nginx --image nginx --labels=app
kubectl run nginx --image 'nginx latest'
kubectl run Nginx --image nginx
kubectl run nginx --image nginx --replicas=2
kubectl run nginx --image nginx
kubectl run nginx --image nginx
kubectl scale
kubectl scale web --replicas=2
kubectl scale deploy web
kubectl scale deploy web --replicas
kubectl scale deploy web --replicas=x
kubectl scale deploy web --replicas=-2
kubectl scale deploy web replicas=2
kubectl scale deploy --replicas=2
kubectl scale deploy/web --replicas=2 --current-replicas=7
kubectl scale pod nginx --replicas=2
kubectl scale cm a --replicas=2
kubectl scale deploy/web deploy/nosuch --replicas=2
kubectl label
kubectl label pod
kubectl label pod nginx
kubectl label pod nginx tier
kubectl label pod nginx tier=a b
kubectl label pod nginx 'tier=front end'
kubectl label pod nginx tier =front
kubectl label pod nginx run=web
kubectl label pod nginx run=web --overwrite
kubectl label pod nginx run-
kubectl label pod nginx run-
kubectl label pod nginx -tier
kubectl label nginx tier=web
kubectl label pod tier=web
kubectl annotate pod nginx
kubectl annotate pod nginx note=hello world
kubectl annotate pod nginx 'note=hello world'
kubectl annotate pod nginx note=bye
kubectl set image deploy web
kubectl set image deploy/web nginx
kubectl set image deploy/web web=nginx:1.25
kubectl set image deploy/web nginx=
kubectl set image deploy web nginx=nginx:1.25
kubectl set env deploy/web
kubectl set env deploy/web COLOR
kubectl set env deploy/nosuch COLOR=blue
kubectl rollout status
kubectl rollout status web
kubectl rollout status deploy
kubectl rollout undo deploy/web --to-revision=x
kubectl rollout undo deploy/web --to-revision=9
kubectl rollout history pod nginx
kubectl rollout restart cm a
kubectl rollout pause deploy/web deploy/nosuch
kubectl patch
kubectl patch deploy web
kubectl patch deploy web -p
kubectl patch deploy web -p '{spec:'
kubectl patch deploy web -p 'spec: {replicas: 3}'
kubectl patch deploy web -p '{"spec":{"replicas":"three"}}'
kubectl patch deploy web --type=xml -p '{}'
kubectl patch deploy web --type=json -p '{"spec":{}}'
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/nope","value":1}]'
kubectl patch deploy nosuch -p '{}'
kubectl explain
kubectl explain foo
kubectl explain pod.foo
kubectl explain pod spec
kubectl wait
kubectl wait pod/nginx
kubectl wait pod/nginx --for
kubectl wait pod/nginx --for=ready --timeout=1s
kubectl wait pod/nosuch --for=condition=Ready
kubectl wait pod --for=condition=Ready
kubectl wait pod/nginx --for=condition=Ready --timeout=soon
kubectl api-resources --namespaced=maybe
kubectl api-resources pods
kubectl version --short
kubectl cluster-info foo
kubectl config use-context nope
kubectl config set-context
kubectl config set-context --current
kubectl config set-context --current --namespace
kubectl config set-context --current --namespace=dev
kubectl get deploy
kubectl config set-context --current --namespace=default
kubectl config view --minify -o jsonpath='{..namespace}'
kubectl config get-context
